import { createApp } from 'vue';
import App from './App.vue';
import { createStaffRouter } from './router.js';
import './styles/base.css';

createApp(App).use(createStaffRouter()).mount('#app');
